import ts from 'typescript';

/** Counters that exist; code that lies beyond counts at the last. */
export const mostCounters = 1 << 16;

/**
 * Puts a counter at the beginning of every function, branch, loop, case and right side of a logical operator, so that a run
 * tells which of them it reached. Only text is put in: what the code does stays as it is, and so do its line numbers.
 *
 * @param next gives the number of the next counter
 */
export function instrument(source: string, path: string, next: () => number): string {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const added: Addition[] = [];
  const hit = (): string => `__hits[${Math.min(next(), mostCounters - 1)}]++`;
  const open = (at: number, text: string): void => void added.push({ at, text, closes: false });
  const close = (at: number, text: string): void => void added.push({ at, text, closes: true });
  const expression = (node: ts.Expression): void => {
    open(node.getStart(file), `(${hit()}, `);
    close(node.getEnd(), ')');
  };
  const statement = (node: ts.Statement): void => {
    if (ts.isBlock(node)) return;
    open(node.getStart(file), `{ ${hit()}; `);
    close(node.getEnd(), ' }');
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) open(node.getStart(file) + 1, ` ${hit()};`);
    else if (ts.isCaseOrDefaultClause(node)) {
      const colon = node.getChildren(file).find(child => child.kind === ts.SyntaxKind.ColonToken)!;
      open(colon.getEnd(), ` ${hit()};`);
    } else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) expression(node.body);
    else if (ts.isConditionalExpression(node)) {
      expression(node.whenTrue);
      expression(node.whenFalse);
    } else if (ts.isBinaryExpression(node) && isLogical(node.operatorToken.kind)) expression(node.right);
    else if (ts.isIfStatement(node)) {
      statement(node.thenStatement);
      if (node.elseStatement && !ts.isIfStatement(node.elseStatement)) statement(node.elseStatement);
    } else if (ts.isIterationStatement(node, false)) statement(node.statement);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return spliced(source, added);
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

/** A text to be put in, and whether it closes a bracket. */
interface Addition {
  readonly at: number;
  readonly text: string;
  readonly closes: boolean;
}

/** Outer brackets come first in `added`: they open before inner ones and close after them. */
function spliced(source: string, added: readonly Addition[]): string {
  const sorted = added
    .map((one, i) => ({ ...one, i: one.closes ? -i : i }))
    .sort((x, y) => x.at - y.at || Number(y.closes) - Number(x.closes) || x.i - y.i);
  let text = '';
  let from = 0;
  for (const { at, text: put } of sorted) {
    text += source.slice(from, at) + put;
    from = at;
  }
  return text + source.slice(from);
}
