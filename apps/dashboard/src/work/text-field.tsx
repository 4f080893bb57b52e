import { Combobox, Textarea, useCombobox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { colleaguesQuery } from '../api/session';
import { beingMentioned, withMention } from './mention';

interface TextFieldProps {
  label: string;
  value: string;
  required?: boolean;
  onChange: (text: string) => void;
}

const SUGGESTED_MAX = 6;

/** Text in which `@` offers colleagues to mention. */
export function TextField({ label, value, required = false, onChange }: TextFieldProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [caret, setCaret] = useState(0);
  const { data } = useQuery(colleaguesQuery);
  const sought = beingMentioned(value, caret);
  // The first is what Enter takes, whatever was written since.
  useEffect(() => {
    if (sought !== null) combobox.selectFirstOption();
  }, [sought]); // oxlint-disable-line react-hooks/exhaustive-deps
  const wanted = sought?.toLowerCase() ?? '';
  const found =
    sought === null
      ? []
      : (data?.items ?? [])
          .filter(({ personId, name }) => `${personId} ${name}`.toLowerCase().includes(wanted))
          .slice(0, SUGGESTED_MAX);
  const show = (text: string, at: number): void => {
    setCaret(at);
    if (beingMentioned(text, at) === null) combobox.closeDropdown();
    else {
      combobox.openDropdown();
    }
  };
  return (
    <Combobox
      store={combobox}
      withinPortal
      position="bottom-start"
      onOptionSubmit={(personId) => {
        onChange(withMention(value, caret, personId));
        combobox.closeDropdown();
      }}
    >
      <Combobox.EventsTarget>
        <Textarea
          label={label}
          withAsterisk={required}
          description={data === undefined ? undefined : '@ mentions a colleague'}
          data-autofocus
          autosize
          minRows={3}
          maxRows={10}
          maxLength={4_000}
          value={value}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            show(event.currentTarget.value, event.currentTarget.selectionEnd);
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.EventsTarget>
      <Combobox.DropdownTarget>
        <div />
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options aria-label="Colleagues">
          {found.map(({ personId, name }) => (
            <Combobox.Option key={personId} value={personId}>
              {name} <span className="id quiet">{personId}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
