import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import type { Nodes, Root } from 'mdast';
import { gfm } from 'micromark-extension-gfm';

/** Markdown as GitHub reads it: tables, strikethrough and links without brackets included. */
export function readMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

export function listNodes(node: Nodes): Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap((child) => listNodes(child))] : [node];
}
