import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const cli = path.join(root, 'dist', 'cli.js');
/** Test support as JavaScript: Node 20 runs no TypeScript. */
export const compiled = path.join(root, 'node_modules', '.cache', 'ssm-preflight-bench');
