/** `npm run new:rule -- <id>`: a rule, its test and its page, ready to be filled in. Refuses an id that exists. */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [id] = process.argv.slice(2);

function stop(message) {
  console.error(message);
  process.exit(2);
}

if (id === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  stop('usage: npm run new:rule -- <id>   (kebab-case, says the good state, like instance-profile-attached)');
}
const camel = id.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

const files = {
  [`src/rules/${id}.ts`]: `import { read } from '../model/known.ts';
import { conclude, defineRule, judge, pass } from '../model/rule.ts';

export default defineRule({
  meta: {
    id: '${id}',
    title: 'Instance is of a current type',
    impact: 'audit',
    rationale: 'Say in one or two sentences why it matters.',
    remediation: 'Say in one or two sentences how to reach the good state.',
    reads: [],
  },
  check: (subject) =>
    judge(read(subject.instance, 'InstanceType'), (type) =>
      type !== undefined && !type.startsWith('t1.')
        ? pass({ resource: subject.instance.InstanceId, detail: \`The type is \${type}.\` })
        : conclude({
            problems: [
              {
                at: 'instance-type',
                message: 'The instance is of a retired type.',
                cause: {
                  key: \`\${subject.accountId}/\${subject.region.region}/instance/\${subject.instance.InstanceId}:${id}\`,
                  resource: { type: 'instance', id: subject.instance.InstanceId },
                  fix: { summary: 'Say the one change that fixes it.' },
                },
              },
            ],
            evidence: [{ resource: subject.instance.InstanceId, detail: \`The type is \${type ?? 'not set'}.\` }],
          }),
    ),
});
`,
  [`test/rules/${id}.test.ts`]: `import ${camel} from '../../src/rules/${id}.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(${camel}, {
  pass: [{ name: 'a current type' }],
  fail: [{ name: 'a retired type', given: { instance: { InstanceType: 't1.micro' } }, at: ['instance-type'] }],
});
`,
  [`docs/rules/${id}.md`]: `<!-- end of generated head -->

## Why

## What it looks at

## Examples

### Passes

### Fails

## How to fix

## When not to use it
`,
};

const existing = Object.keys(files).filter((file) => existsSync(path.join(root, file)));
if (existing.length > 0) stop(`already there: ${existing.join(', ')}`);
for (const [file, text] of Object.entries(files)) writeFileSync(path.join(root, file), text);
execFileSync('npx', ['oxfmt', `src/rules/${id}.ts`, `test/rules/${id}.test.ts`], { cwd: root });

console.log(`made ${Object.keys(files).join(', ')}`);
console.log('Fill them in, then: npm run generate && npm run check');
