import { Button, Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { countryLabel } from '../../../words/countries';
import { fieldId, useDraftAtHand } from './draft-context';
import { ChoiceField, TextField } from './fields';
import { InForce } from './in-force';
import { isSame, listAt, valueAt } from './pack-path';
import { STATUS_CHOICES } from './pack-words';
import { problemsAt, problemsWithin } from './problem-places';
import { territoryInWords, territoriesOf } from './territory-words';

interface TerritoryFieldsProps {
  index: number;
  isOpen: boolean;
  onToggle: () => void;
  onRemove: () => void;
}

/** One country with its dates: a line that opens to its fields; what is wrong stays open. */
export function TerritoryFields({ index, isOpen, onToggle, onRemove }: TerritoryFieldsProps) {
  const { pack, inForce, problems } = useDraftAtHand();
  const path = `perimeter.${index}`;
  const territory = valueAt(pack, path);
  const country = valueAt(pack, `${path}.country`);
  const name = typeof country === 'string' && country !== '' ? countryLabel(country) : 'A new country';
  const changed = !listAt(inForce, 'perimeter').some((before) => isSame(before, territory));
  const shown = isOpen || problemsWithin(problems, path).length > 0;
  const wrong = problemsAt(problems, path).join(' ');
  return (
    <div role="listitem" style={shown ? { gridColumn: '1 / -1' } : undefined}>
      <button type="button" id={fieldId(path)} className="territory" aria-expanded={shown} onClick={onToggle}>
        <strong>{name}</strong> <span className="quiet">{territoryInWords(territory)}</span>
        {changed && <strong> · changed</strong>}
      </button>
      {shown && (
        <Fieldset legend={name} miw={0} mt={4} variant="filled">
          <Stack gap="sm">
            <div>
              <InForce said={territoriesOf(inForce, country)} changed={changed} />
            </div>
            {wrong !== '' && <div style={{ color: 'var(--mantine-color-error)' }}>{wrong}</div>}
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextField plain path={`${path}.country`} label="Country code" hint="Two letters, ISO 3166-1." />
              <ChoiceField plain path={`${path}.sourceStatus`} label="Source" choices={STATUS_CHOICES} />
              <TextField plain path={`${path}.from`} label="From" type="date" />
              <TextField plain path={`${path}.until`} label="Until" type="date" optional />
            </SimpleGrid>
            <TextField plain path={`${path}.note`} label="Note" long optional />
            <Button size="xs" variant="default" style={{ alignSelf: 'flex-start' }} onClick={onRemove}>
              Take {name} out
            </Button>
          </Stack>
        </Fieldset>
      )}
    </div>
  );
}
