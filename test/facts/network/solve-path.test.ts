import { describe, expect, it } from 'vitest';
import type { Service } from '../../../src/facts/network/path.ts';
import { solvePath } from '../../../src/facts/network/solve-path.ts';
import { buildSubject } from '../../support/subject.ts';
import { ENDPOINT_SITUATIONS } from './situations/endpoint-situations.ts';
import { FILTER_SITUATIONS } from './situations/filter-situations.ts';
import { INTERNET_SITUATIONS } from './situations/internet-situations.ts';
import { NAME_SITUATIONS } from './situations/name-situations.ts';
import type { Situations } from './situations/situation.ts';

function solve(given: Parameters<typeof buildSubject>[0], service: Service) {
  const { kind, hops } = solvePath(buildSubject(given), service);
  return {
    kind,
    ...Object.fromEntries(hops.flatMap(({ name, status }) => (status === 'pass' ? [] : [[name, status]]))),
  };
}

function runTable(title: string, situations: Situations): void {
  describe(title, () => {
    it('has no two situations of one name', () => {
      const names = situations.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    });

    it.each(situations)('$name', ({ given, service = 'ssm', expected }) => {
      expect(solve(given, service)).toEqual(expected);
    });

    it.each(situations)('gives each failing hop a problem and each unknown one a gap: $name', ({ given, service = 'ssm' }) => {
      for (const hop of solvePath(buildSubject(given), service).hops) {
        expect(hop.problems.length > 0).toBe(hop.status === 'fail');
        expect(hop.gaps.length > 0).toBe(hop.status === 'unknown');
        for (const { message, cause, stages } of hop.problems) {
          expect(message).toMatch(/^[^{}]+\.$/);
          expect(cause.key).toMatch(/^111122223333\/eu-west-1\/[a-z-]+\/[^/:]+:[a-z0-9+-]+$/);
          expect(cause.fix.summary).toMatch(/^[A-Z][^{}]+\.$/);
          expect(stages).not.toEqual([]);
        }
        for (const { detail, resource } of hop.evidence) {
          expect(detail).toMatch(/^[A-Z][^{}]+\.$/);
          expect(resource).not.toBe('');
        }
      }
    });
  });
}

runTable('internet paths', INTERNET_SITUATIONS);
runTable('endpoint paths', ENDPOINT_SITUATIONS);
runTable('names and owners', NAME_SITUATIONS);
runTable('security groups and ACLs', FILTER_SITUATIONS);

it('solves at least a hundred situations', () => {
  const tables = [INTERNET_SITUATIONS, ENDPOINT_SITUATIONS, NAME_SITUATIONS, FILTER_SITUATIONS];
  expect(tables.flat().length).toBeGreaterThanOrEqual(100);
});
