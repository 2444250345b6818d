/** Terminal output as an SVG picture: text stays text, and each piece stands in its column whatever the font is. */
import stringWidth from 'string-width';

const COLUMN = 8.4;
const LINE = 20;
const PADDING = 20;
const BAR = 32;

/** Foreground and background by the codes that our reporters write; two themes of GitHub's contrast. */
const THEMES = {
  light: {
    page: '#ffffff',
    frame: '#d0d7de',
    text: '#1f2328',
    31: '#cf222e',
    32: '#1a7f37',
    33: '#7d4e00',
    35: '#8250df',
    36: '#1b7c83',
    dim: '#59636e',
  },
  dark: {
    page: '#0d1117',
    frame: '#30363d',
    text: '#e6edf3',
    31: '#ff7b72',
    32: '#7ee787',
    33: '#e3b341',
    35: '#d2a8ff',
    36: '#76e3ea',
    dim: '#8d96a0',
  },
};

const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const ESCAPE = String.fromCodePoint(0x1b);
const PIECES = new RegExp(String.raw`${ESCAPE}\[(\d+)m|([^${ESCAPE}]+)`, 'g');

/** Pieces of one line with their style; the codes are those of `util.styleText`. */
function splitLine(line) {
  const pieces = [];
  let style = {};
  for (const [, code, text] of line.matchAll(PIECES)) {
    if (text !== undefined) pieces.push({ text, ...style });
    else style = applyCode(style, Number(code));
  }
  return pieces;
}

function applyCode(style, code) {
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, color: undefined };
  return { ...style, color: code };
}

/**
 * @param {string} text what a terminal was given, with colour
 * @param {{ theme: 'light' | 'dark', command: string, description: string, columns: number }} options
 */
export function renderTerminal(text, { theme, command, description, columns }) {
  const colors = THEMES[theme];
  const lines = [`$ ${command}`, '', ...text.trimEnd().split('\n')];
  const width = Math.ceil(columns * COLUMN + 2 * PADDING);
  const height = lines.length * LINE + 2 * PADDING + BAR;
  const rows = lines.map((line, row) => {
    let column = 0;
    return splitLine(line)
      .map(({ text: piece, bold, dim, color }) => {
        const x = (PADDING + column * COLUMN).toFixed(1);
        const cells = stringWidth(piece);
        column += cells;
        if (piece.trim() === '') return '';
        const fill = dim ? colors.dim : (colors[color] ?? colors.text);
        const weight = bold ? ' font-weight="bold"' : '';
        const y = BAR + PADDING + row * LINE + 14;
        return `<text x="${x}" y="${y}" fill="${fill}"${weight} textLength="${(cells * COLUMN).toFixed(1)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escape(piece)}</text>`;
      })
      .join('');
  });
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${PADDING + index * 18}" cy="${BAR / 2 + 2}" r="5.5" fill="${fill}"/>`,
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    `<title id="title">${escape(description)}</title>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${colors.page}" stroke="${colors.frame}"/>`,
    ...dots,
    ...rows.filter((row) => row !== ''),
    '</svg>',
  ].join('\n')}\n`;
}
