import type { plot } from '@observablehq/plot';
import { plotSize } from './figure.ts';
import type { Region } from './regions.ts';

/** What Plot drew: an SVG that knows its scales. */
export type Drawing = ReturnType<typeof plot>;

/** A place on a drawing, in its own units. */
export type Place = Pick<Region, 'x' | 'y'>;
/** A box on a drawing, in its own units. */
export type Box = Pick<Region, 'x' | 'y' | 'width' | 'height'>;

/** Where a pair of values is drawn. */
export function placeOf(drawing: Drawing, x: number, y: number): Place {
  return { x: Number(drawing.scale('x')?.apply(x)), y: Number(drawing.scale('y')?.apply(y)) };
}

/** The full height of a plot of the usual size between two values. */
export function columnOf(drawing: Drawing, from: number, to: number): Box {
  const x = Number(drawing.scale('x')?.apply(from));
  const { marginTop, marginBottom, height } = plotSize;
  return {
    x,
    y: marginTop,
    width: Number(drawing.scale('x')?.apply(to)) - x,
    height: height - marginTop - marginBottom,
  };
}

/** The box between two values of either scale. */
export function boxOf(
  drawing: Drawing,
  { from, to, low, high }: { readonly from: number; readonly to: number; readonly low: number; readonly high: number },
): Box {
  const start = placeOf(drawing, from, high);
  const end = placeOf(drawing, to, low);
  return { x: start.x, y: start.y, width: end.x - start.x, height: end.y - start.y };
}
