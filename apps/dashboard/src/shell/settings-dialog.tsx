import { Button, Group, Modal, Radio, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { meQuery, saveSettings, type Settings } from '../api/session';
import { Failure } from '../parts/states';
import { showZone } from '../words/zone';
import { showDensity } from './density';
import { destinationsFor } from './destinations';
import { DigestField } from './digest-field';
import { useMe } from './me';

const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];
const LANDINGS: readonly string[] = ['/today', '/', '/alerts', '/clients', '/evidence', '/checks'];

/** How whoever is signed in wants to see the dashboard. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { settings, permissions, digest: way } = useMe();
  const queries = useQueryClient();
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const [landing, setLanding] = useState(settings.landing);
  const [density, setDensity] = useState(settings.density ?? 'comfortable');
  const [digest, setDigest] = useState(settings.digest ?? null);
  const saving = useMutation({
    mutationFn: (wanted: Settings) => saveSettings(wanted),
    onSuccess: (saved) => {
      // At once: what is shown from here on, such as UTC, must not be set back when the answer about oneself comes.
      queries.setQueryData(meQuery.queryKey, (before) => before && { ...before, settings: saved });
      showZone(saved.timeZone);
      showDensity(saved.density ?? null);
      notifications.show({ message: 'Your settings are saved.' });
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['me'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ timeZone, landing, density, digest });
  };
  const pages = destinationsFor(permissions).filter(({ to }) => LANDINGS.includes(to));
  return (
    <Modal opened onClose={onClose} title="Settings" closeButtonProps={{ 'aria-label': 'Close this dialog' }}>
      <form onSubmit={submit}>
        <Stack>
          <Select
            label="Time zone"
            description="All times of a page are in one zone; UTC is at hand at its end."
            placeholder="That of the browser"
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'That of the browser' }}
            limit={50}
            data={zones().map((name) => ({ value: name, label: name.replaceAll('_', ' ') }))}
            value={timeZone}
            onChange={setTimeZone}
          />
          <Select
            label="Begin with"
            description="The page that signing in leads to."
            placeholder="That of my role"
            clearable
            clearButtonProps={{ 'aria-label': 'That of my role' }}
            data={pages.map(({ to, label }) => ({ value: to, label }))}
            value={landing}
            onChange={(page) => setLanding(page as Settings['landing'])}
          />
          <Radio.Group
            label="Tables"
            description="How close their lines stand."
            value={density}
            onChange={(value) => setDensity(value as typeof density)}
          >
            <Group gap="md" mt={4}>
              <Radio value="comfortable" label="Comfortable" />
              <Radio value="compact" label="Compact" />
            </Group>
          </Radio.Group>
          <DigestField way={way} timeZone={timeZone} value={digest} onChange={setDigest} />
          {saving.isError && <Failure error={saving.error} />}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
