import { DataList } from '@mantine/core';
import type { ReactNode } from 'react';

export type Field = readonly [label: string, value: ReactNode];

/** Labels and values, as a description list. */
export const Fields = ({ fields }: { fields: readonly Field[] }) => (
  <DataList labelWidth="min(11.5rem, 34vw)">
    {fields.map(([label, value]) => (
      <DataList.Item key={label}>
        <DataList.ItemLabel>{label}</DataList.ItemLabel>
        <DataList.ItemValue>{value}</DataList.ItemValue>
      </DataList.Item>
    ))}
  </DataList>
);
