import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { clientsOnFile } from '../../../api/checks';
import type { KnownList } from './answered-list';
import { findIdColumn, knownList } from './find-ids';
import { hasHeader } from './id-column';
import { readList } from './read-list';
import type { Table } from './table';

/** A list as it was read, before it is known where its ids are. */
interface OpenedList {
  readonly name: string;
  readonly table: Table;
  readonly header: boolean;
  readonly column: number | null;
}

/** Reads a list in the browser, and finds out who of it is on file. Only ids are sent. */
export function useList(onList: (list: KnownList | null) => void) {
  const [opened, setOpened] = useState<OpenedList | null>(null);
  const [known, setKnown] = useState<KnownList | null>(null);
  const show = (list: KnownList | null) => {
    setKnown(list);
    onList(list);
  };
  const look = async (list: OpenedList) => {
    setOpened(list);
    show(null);
    if (list.column !== null) show(await knownList({ ...list, column: list.column }, clientsOnFile));
  };
  const open = useMutation({
    mutationFn: async (file: File) => {
      setOpened(null);
      show(null);
      const table = readList(new Uint8Array(await file.arrayBuffer()));
      setOpened({ name: file.name, table, header: hasHeader(table, new Set()), column: null });
      const { header, column } = await findIdColumn(table, clientsOnFile);
      await look({ name: file.name, table, header, column });
    },
  });
  /** Another column, or another first row, than was found. */
  const choose = useMutation({ mutationFn: look });
  const close = () => {
    open.reset();
    choose.reset();
    setOpened(null);
    show(null);
  };
  return { opened, known, open, choose, close };
}
