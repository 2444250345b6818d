import { exitCodeOf, type Gate } from '../exit-code.ts';
import type { RenderOptions, Report, Reporter } from '../model/report.ts';
import { reporters } from '../reporters/index.ts';
import { neutraliseLine } from '../reporters/terminal-text.ts';
import { openGithubStep } from './github-step.ts';
import { openPendingFiles, parseOutputs, type OutputSpec } from './outputs.ts';
import { refuseCollisions, renderOutput, type Rendered } from './parts.ts';
import { chooseColor, chooseWidth, type Streams } from './streams.ts';
import { isAscii, readTableFlags, type TableFlags } from './table-options.ts';

export interface OutputFlags extends TableFlags, Gate {
  readonly format: readonly string[];
  readonly sarifProfile: RenderOptions['sarifProfile'];
  readonly verbose: boolean;
  readonly color?: boolean | undefined;
  /** Tell GitHub Actions too: a job summary, and annotations on standard error. */
  readonly github: boolean;
  readonly quiet: boolean;
}

/**
 * Writes every report, or none: files take their names only when all of them are complete. What can be wrong before
 * the work starts is found by `prepare`, before any file is opened.
 */
export async function writeReports(
  flags: OutputFlags,
  streams: Streams,
  prepare: () => Promise<() => Promise<Report>>,
): Promise<number> {
  const outputs = parseOutputs(flags.format, [...reporters.keys()]);
  const table = readTableFlags(flags, outputs);
  const makeOne = await prepare();
  const renderers = await Promise.all(outputs.map(loadReporter));
  const step = flags.github ? openGithubStep(streams) : undefined;
  const files = openPendingFiles(outputs);
  try {
    const report = await makeOne();
    const rendered = renderers.map(([output, reporter]) =>
      renderOutput(reporter, report, { ...renderOptions(flags, streams, output), ...table }, output),
    );
    const more = rendered.flatMap((output) => output.more);
    const texts = [...rendered.map(({ first }) => first), ...more];
    refuseCollisions(texts);
    files.push(...openPendingFiles(more));
    files.forEach((file, index) => file?.write(texts[index]?.text ?? ''));
    const said = step?.summarise(report) ?? [];
    files.forEach((file) => file?.commit());
    await writeOutputs(rendered, flags, streams);
    if (!flags.quiet && !outputs.some(isTableOnScreen)) writeNotices(report.notices, streams);
    if (!flags.quiet) writeNotices(said, streams);
    step?.annotate(report);
    return exitCodeOf(report, flags);
  } finally {
    files.forEach((file) => file?.discard());
  }
}

async function loadReporter(output: OutputSpec): Promise<[OutputSpec, Reporter]> {
  const load = reporters.get(output.format);
  if (load === undefined) throw new Error(`no reporter called ${output.format}`);
  return [output, await load()];
}

/** A file is read later and elsewhere: no colour, and a width of its own. */
function renderOptions(flags: OutputFlags, streams: Streams, output: OutputSpec): RenderOptions {
  const isFile = output.file !== undefined;
  return {
    color: !isFile && chooseColor(flags.color, streams),
    width: isFile ? 120 : chooseWidth(streams),
    verbose: flags.verbose,
    sarifProfile: flags.sarifProfile,
    ascii: isAscii(flags, streams, { ...output }),
  };
}

/** The table says the notices itself. */
function isTableOnScreen({ format, file }: OutputSpec): boolean {
  return format === 'table' && file === undefined;
}

function writeNotices(notices: readonly string[], streams: Streams): void {
  for (const notice of notices) streams.writeError(`${neutraliseLine(notice)}\n`);
}

async function writeOutputs(
  rendered: readonly Rendered[],
  flags: OutputFlags,
  streams: Streams,
): Promise<void> {
  for (const { first, more, notices } of rendered) {
    if (first.file === undefined) await streams.writeOut(first.text);
    if (flags.quiet) continue;
    writeNotices(notices, streams);
    for (const { file, format } of [first, ...more])
      if (file !== undefined) streams.writeError(`wrote ${file} (${format})\n`);
  }
}
