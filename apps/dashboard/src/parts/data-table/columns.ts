import { createColumnHelper, tableFeatures, type ColumnDef, type RowData } from '@tanstack/react-table';

/** How a column is shown. */
export interface ColumnLook {
  /** Left out on smaller screens. */
  visibleFrom?: 'xs' | 'sm' | 'md' | 'lg' | 'xl';
  className?: string;
  width?: number | string;
}

export const features = tableFeatures({ columnMeta: {} as ColumnLook });
// Each column has a value type of its own.
// oxlint-disable-next-line typescript/no-explicit-any
export type Columns<T extends RowData> = ColumnDef<typeof features, T, any>[];
export const columnsOf = <T extends RowData>() => createColumnHelper<typeof features, T>();
