import { Group, Kbd, Modal, Stack, Table, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { SHORTCUTS } from '../keyboard/shortcuts';
import { useKeys } from '../keyboard/use-keys';
import { useMay } from './me';

export function ShortcutHelp() {
  const [opened, { open, close }] = useDisclosure(false);
  const works = useMay('read');
  useKeys({ '?': open });
  return (
    <Modal opened={opened} onClose={close} title="Keyboard" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        {(works ? SHORTCUTS : SHORTCUTS.slice(0, 1)).map(([group, entries]) => (
          <section key={group}>
            <Title order={3}>{group}</Title>
            <Table>
              <Table.Tbody>
                {entries.map(([keys, does]) => (
                  <Table.Tr key={does}>
                    <Table.Td w={110}>
                      <Group gap={4}>
                        {keys.map((key) => (
                          <Kbd key={key}>{key}</Kbd>
                        ))}
                      </Group>
                    </Table.Td>
                    <Table.Td>{does}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}
