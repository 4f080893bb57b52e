import { Table } from '@mantine/core';
import { useTable, type RowData } from '@tanstack/react-table';
import { useImperativeHandle, type ReactNode, type Ref } from 'react';
import { features, type Columns } from './columns';
import { useRowsInView } from './use-rows-in-view';

export interface DataTableHandle {
  /** Scrolls to a row and puts the focus on what opens it: its `data-primary`. */
  focusRow(index: number): void;
}

interface DataTableProps<T extends RowData> {
  /** What the table holds, for who can't see the page around it. */
  label: string;
  columns: Columns<T>;
  rows: T[];
  keyOf: (row: T) => string;
  rowHeight?: number;
  /** A heading across all columns, where a row is one. */
  spanning?: (row: T) => ReactNode;
  isSelected?: (row: T) => boolean;
  onRowFocus?: (index: number) => void;
  onNearEnd?: (() => void) | undefined;
  handle?: Ref<DataTableHandle>;
}

/** A table of any length: a real one, of which only the part in view is drawn. */
export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { label, columns, rows: data, keyOf, rowHeight = 57, spanning, isSelected, onRowFocus, onNearEnd } = props;
  const table = useTable({ features, columns, data, getRowId: keyOf });
  const rows = table.getRowModel().rows;
  const { body, items, above, below, measure, reveal } = useRowsInView({
    count: rows.length,
    rowHeight,
    keyOf: (index) => rows[index]?.id ?? String(index),
    onNearEnd,
  });
  useImperativeHandle(props.handle, () => ({
    focusRow: (index) => {
      reveal(index);
      requestAnimationFrame(() => {
        const row = body.current?.querySelector(`tr[data-index="${index}"] [data-primary]`);
        if (row instanceof HTMLElement) row.focus({ preventScroll: true });
      });
    },
  }));
  return (
    <Table aria-label={label} aria-rowcount={rows.length + 1} className="data-table" highlightOnHover>
      <Table.Thead>
        {table.getHeaderGroups().map((group) => (
          <Table.Tr key={group.id} aria-rowindex={1}>
            {group.headers.map((header) => {
              const { visibleFrom, className, width } = header.column.columnDef.meta ?? {};
              return (
                <Table.Th key={header.id} w={width} visibleFrom={visibleFrom} className={className}>
                  <table.FlexRender header={header} />
                </Table.Th>
              );
            })}
          </Table.Tr>
        ))}
      </Table.Thead>
      <Table.Tbody ref={body}>
        <Space height={above} />
        {items.map(({ index, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const across = spanning?.(row.original);
          return (
            <Table.Tr
              key={String(key)}
              ref={measure}
              data-index={index}
              aria-rowindex={index + 2}
              aria-selected={isSelected?.(row.original)}
              onFocus={() => onRowFocus?.(index)}
            >
              {across != null ? (
                <Table.Th scope="colgroup" colSpan={columns.length} className="across">
                  {across}
                </Table.Th>
              ) : (
                row.getAllCells().map((cell) => {
                  const { visibleFrom, className } = cell.column.columnDef.meta ?? {};
                  return (
                    <Table.Td key={cell.id} visibleFrom={visibleFrom} className={className}>
                      <table.FlexRender cell={cell} />
                    </Table.Td>
                  );
                })
              )}
            </Table.Tr>
          );
        })}
        <Space height={below} />
      </Table.Tbody>
    </Table>
  );
}

const Space = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;
