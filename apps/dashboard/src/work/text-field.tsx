import { Textarea } from '@mantine/core';

interface TextFieldProps {
  label: string;
  value: string;
  required?: boolean;
  onChange: (text: string) => void;
}

export const TextField = ({ label, value, required = false, onChange }: TextFieldProps) => (
  <Textarea
    label={label}
    withAsterisk={required}
    data-autofocus
    autosize
    minRows={3}
    maxRows={10}
    maxLength={4_000}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
