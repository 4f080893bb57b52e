import { Button, SimpleGrid, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import { useDraftAtHand } from './draft-context';
import { listAt } from './pack-path';
import { TerritoryFields } from './territory-fields';

/** The first day on which the regime applied anywhere. */
const REGIME_START = '2024-12-30';

/** Countries, each with the dates between which it is inside; one at a time is open. */
export function PerimeterFields() {
  const { pack, fill } = useDraftAtHand();
  const [open, setOpen] = useState<number | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const territories = listAt(pack, 'perimeter');
  const remove = (index: number) => {
    fill(`perimeter.${index}`, undefined);
    setOpen(null);
    add.current?.focus();
  };
  return (
    <Stack gap="sm" align="flex-start">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" w="100%" role="list" aria-label="Countries inside">
        {territories.map((_, index) => (
          <TerritoryFields
            key={index}
            index={index}
            isOpen={open === index}
            onToggle={() => setOpen(open === index ? null : index)}
            onRemove={() => remove(index)}
          />
        ))}
      </SimpleGrid>
      <Button
        ref={add}
        size="xs"
        variant="default"
        onClick={() => {
          fill(`perimeter.${territories.length}`, { country: '', from: REGIME_START, sourceStatus: 'unverified' });
          setOpen(territories.length);
        }}
      >
        Add a country
      </Button>
    </Stack>
  );
}
