import MarkdownIt from 'markdown-it';
import type { Content } from 'pdfmake';
import { grey } from './pdf.js';
import { breakable, count, fits, gap } from './text.js';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

/** A token with those that stand between its opening and its closing. */
interface Node {
  readonly token: Token;
  readonly children: readonly Node[];
}

/** A run of text in one manner. */
type Run = Readonly<{ text: string; bold?: boolean; italics?: boolean; background?: string; link?: string; color?: string }>;
type Manner = Omit<Run, 'text'>;

/** CommonMark, without HTML: that is text like any other. Nested twenty deep at most, as the preset has it: pages are narrow. */
const markdown = new MarkdownIt('commonmark', { html: false });

const shade = '#f2f2f2';
const lineWidth = 475;

/**
 * CommonMark as content of a PDF: headings, paragraphs, lists, quotations, emphasis, links. Nothing is fetched: a picture
 * is its description.
 * @returns undefined where it is more than one document holds
 */
export function markdownContent(source: string): Content[] | undefined {
  // Nothing that is too long is read.
  if (!fits([source], 0)) return undefined;
  const tokens = markdown.parse(source, {});
  const pieces = tokens.reduce((sum, { children, content }) => sum + 1 + (children?.length ?? count(content, /\n/g)), 0);
  return fits([], pieces) ? keepTogether(nest(tokens)) : undefined;
}

function nest(tokens: readonly Token[]): Node[] {
  const root: Node[] = [];
  const open: Node[][] = [root];
  for (const token of tokens) {
    const children: Node[] = [];
    if (token.nesting === -1) open.pop();
    else open.at(-1)!.push({ token, children });
    if (token.nesting === 1) open.push(children);
  }
  return root;
}

/** A heading does not stand alone at the end of a page. */
function keepTogether(blocks: readonly Node[]): Content[] {
  const contents: Content[] = [];
  for (let index = 0; index < blocks.length; ) {
    const last = lastWith(blocks, index);
    const together = blocks.slice(index, last + 1).flatMap(blockOf);
    contents.push(...(last > index ? [{ stack: together, unbreakable: true }] : together));
    index = last + 1;
  }
  return contents;
}

/** Longer paragraphs may be broken: what must not be has to fit on a page. */
const mostTogether = 1_000;

/** The last block that stands together with the one at `index`. */
function lastWith(blocks: readonly Node[], index: number): number {
  const [block, next] = [blocks[index], blocks[index + 1]];
  if (block?.token.type !== 'heading_open' || !next) return index;
  if (next.token.type === 'heading_open') return next.token.tag > block.token.tag ? lastWith(blocks, index + 1) : index;
  return next.token.type === 'paragraph_open' && (next.children[0]?.token.content.length ?? 0) <= mostTogether ? index + 1 : index;
}

function blockOf({ token, children }: Node): Content[] {
  switch (token.type) {
    case 'heading_open':
      return [{ text: textOf(children), style: token.tag }];
    case 'paragraph_open':
      // Those of a tight list are hidden: they have no gap behind them.
      return [{ text: textOf(children), margin: [0, 0, 0, token.hidden ? 2 : gap] }];
    case 'bullet_list_open':
      return [{ ul: children.map(itemOf), margin: [0, 0, 0, gap] }];
    case 'ordered_list_open':
      return [{ ol: children.map(itemOf), start: Number(token.attrGet('start') ?? 1), margin: [0, 0, 0, gap] }];
    case 'blockquote_open':
      return [{ stack: children.flatMap(blockOf), color: grey, margin: [8, 0, 0, 0] }];
    case 'fence':
    case 'code_block':
      return [{ text: breakable(token.content.trimEnd()), preserveLeadingSpaces: true, background: shade, margin: [0, 0, 0, gap] }];
    case 'hr':
      return [{ canvas: [{ type: 'line', x1: 0, y1: 0, x2: lineWidth, y2: 0, lineWidth: 0.5, lineColor: grey }], margin: [0, gap, 0, 2 * gap] }];
    default:
      return [];
  }
}

function itemOf({ children }: Node): Content {
  const [first, ...others] = children.flatMap(blockOf);
  return first && others.length === 0 ? first : { stack: first ? [first, ...others] : [''] };
}

const textOf = ([line]: readonly Node[]): Run[] => (line ? runsOf(nest(line.token.children ?? []), {}) : []);

const runsOf = (nodes: readonly Node[], manner: Manner): Run[] => nodes.flatMap((node) => runOf(node, manner));

function runOf({ token, children }: Node, manner: Manner): Run[] {
  switch (token.type) {
    case 'text':
      return [{ ...manner, text: breakable(token.content) }];
    case 'softbreak':
      return [{ ...manner, text: ' ' }];
    case 'hardbreak':
      return [{ text: '\n' }];
    case 'code_inline':
      return [{ ...manner, text: breakable(token.content), background: shade }];
    case 'strong_open':
      return runsOf(children, { ...manner, bold: true });
    case 'em_open':
      return runsOf(children, { ...manner, italics: true });
    case 'link_open':
      return runsOf(children, { ...manner, ...followed(String(token.attrGet('href'))) });
    case 'image':
      return [{ ...manner, text: breakable(token.content) }];
    default:
      return [];
  }
}

const followed = (link: string): Manner => (/^(https?|mailto):/i.test(link) ? { link, color: '#1a4f8b' } : {});
