import { Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { FILTER_FIELDS } from './filter-fields';
import { Filters } from './filters';
import { useAlertSearch } from './use-alert-search';

/** The filters where there is no room beside the list. */
export function FilterDrawer() {
  const [opened, { open, close }] = useDisclosure(false);
  const { search } = useAlertSearch();
  const chosen = FILTER_FIELDS.filter(([name]) => search[name] !== undefined).length;
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconFilter size={14} aria-hidden />} onClick={open}>
        Filters{chosen > 0 && ` (${chosen})`}
      </Button>
      <Drawer opened={opened} onClose={close} title="Filters" size="xs" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Filters />
      </Drawer>
    </>
  );
}
