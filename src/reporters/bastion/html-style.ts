/** The page's style; its hash is what the page's policy allows. */
export const bastionStyle = `
:root { color-scheme: light dark; --ink: #1d2129; --soft: #5b6472; --line: #d5d9e0; --paper: #fff; --card: #f6f7f9;
  --blocked: #b3261e; --open: #7a3ea8; --reached: #1b7a3d; --exempt: #5b6472; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ec; --soft: #a0a8b5; --line: #3a404a; --paper: #16181d; --card: #1f2229;
    --blocked: #ff8a80; --open: #d5a6f5; --reached: #7ddb9c; --exempt: #a0a8b5; } }
body { margin: 0 auto; max-width: 70rem; padding: 1rem 1.25rem 3rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: .5rem 0 0; font-size: 2rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
.soft, footer { color: var(--soft); }
.blocked, .not-yet { color: var(--blocked); }
.open, .cannot-tell { color: var(--open); }
.reached, .safe-to-remove { color: var(--reached); }
.exempt { color: var(--exempt); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
pre { background: var(--card); padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0; }
code { font: 13px/1.5 ui-monospace, monospace; }
svg { width: 100%; min-width: 44rem; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
svg text.soft { fill: var(--soft); }
svg rect { fill: var(--card); stroke: var(--line); }
svg path { fill: none; stroke-width: 1.5; }
svg .blocked { stroke: var(--blocked); }
svg .open { stroke: var(--open); stroke-dasharray: 4 3; }
svg .reached { stroke: var(--reached); }
svg .exempt { stroke: var(--exempt); stroke-dasharray: 2 3; }
@media print { pre { border: 1px solid var(--line); } }
`;
