/** How many rows a key goes down (negative: up), of so many on a page; undefined for other keys. The ends are infinitely far. */
export function rowStep(key: string, page: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -Infinity,
    End: Infinity,
  };
  return steps[key];
}
