import { Checkbox, Stack, TagsInput } from '@mantine/core';
import type { Role } from '../../api/administration';

const ROLES: readonly (readonly [role: Role, may: string])[] = [
  ['viewer', 'sees alerts, clients and incidents'],
  ['analyst', 'works on alerts, takes rejections up again'],
  ['approver', 'approves what somebody else proposed'],
  ['auditor', 'sees the audit trail'],
  ['privacy', 'answers what is held of a client, holds and erases it'],
  ['marketing', 'asks whether a mailing may be sent, and sees only what they asked'],
  ['admin', 'everything'],
];

interface RoleFieldsProps {
  roles: Role[];
  onRoles: (roles: Role[]) => void;
  entities: string[];
  onEntities: (entities: string[]) => void;
}

/** What somebody may do, and of which entities. */
export const RoleFields = ({ roles, onRoles, entities, onEntities }: RoleFieldsProps) => (
  <>
    <Checkbox.Group label="Roles" value={roles} onChange={(values) => onRoles(values as Role[])}>
      <Stack gap="xs" mt={4}>
        {ROLES.map(([role, may]) => (
          <Checkbox key={role} value={role} label={role} description={may} />
        ))}
      </Stack>
    </Checkbox.Group>
    <TagsInput label="Only for these entities" description="None: all" value={entities} onChange={onEntities} />
  </>
);
