/** A fenced block of a Markdown page. */
export interface CodeBlock {
  /** Line of the page on which its code begins, from 1. */
  readonly line: number;
  readonly language: string;
  /** What stands behind the language: `no-run`, `test`, `file=main.ts`. */
  readonly words: readonly string[];
  readonly code: string;
}

/** The fenced blocks of a Markdown page, in order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = markdown.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const open = /^( *)(`{3,})(\S*) *(.*)$/.exec(lines[i] ?? '');
    if (open === null) continue;
    const [, indent = '', fence = '', language = '', info = ''] = open;
    const first = i + 1;
    do i++;
    while (i < lines.length && lines[i]?.trim() !== fence);
    if (i === lines.length) throw new Error(`the block that begins on line ${first} has no end`);
    const code = lines.slice(first, i).map((line) => line.replace(new RegExp(`^ {0,${indent.length}}`), ''));
    const words = info.split(' ').filter((word) => word !== '');
    blocks.push({ line: first + 1, language, words, code: `${code.join('\n')}\n` });
  }
  return blocks;
}
