export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/**
 * The commands of a log, as GitHub's runner takes them: a line that starts with `::`, and `##[` anywhere.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function readCommands(log: string): Command[] {
  return log.split(/\r\n|\r|\n/).flatMap((line): Command[] => {
    const command = /^\s*::(\S*?)(?: (.*?))?::(.*)$/u.exec(line);
    if (command === null) {
      return /##\w*\[[^\]]*\]/.test(line) ? [{ name: 'old', properties: {}, message: line }] : [];
    }
    const [, name = '', properties = '', message = ''] = command;
    const pairs = properties.split(',').map((pair) => pair.split(/=(.*)/s).slice(0, 2));
    return [
      {
        name,
        properties: Object.fromEntries(pairs.map(([key = '', value = '']) => [key, unescape(value)])),
        message: unescape(message),
      },
    ];
  });
}

function unescape(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
