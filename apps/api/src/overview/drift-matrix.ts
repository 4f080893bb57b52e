import type { Static } from '@sinclair/typebox';
import { ASSET_CLASSES, SERVICES } from '#domain';
import type { Drift, DriftCell } from './overview.shapes.js';

/** Lays cells out as a matrix: only the rows and columns that occur, in the order of the vocabulary. */
export function matrixOf(given: Iterable<Static<typeof DriftCell>>): Static<typeof Drift> {
  const cells = [...given];
  return {
    services: among(
      SERVICES,
      cells.map((c) => c.service),
    ),
    assetClasses: among(
      [...ASSET_CLASSES, 'UNSPECIFIED'],
      cells.map((c) => c.assetClass),
    ),
    cells,
  };
}

function among(order: readonly string[], given: readonly string[]): string[] {
  const found = new Set(given);
  return [...order.filter((value) => found.has(value)), ...[...found].filter((value) => !order.includes(value)).sort()];
}
