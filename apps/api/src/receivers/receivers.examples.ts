import type { Static } from '@sinclair/typebox';
import { alertExample } from '../alerts/alerts.examples.js';
import { incidentExample } from '../overview/overview.examples.js';
import type { Delivery, NewReceiver, Receiver, Silence } from './receivers.shapes.js';

export const receiverExample: Static<typeof Receiver> = {
  receiverId: 'whk-1fa81b67dbb50e1f',
  kind: 'webhook',
  name: 'Case system',
  url: 'https://hooks.bank.example/scopewatch',
  addresses: null,
  route: [{ facet: 'entityId', values: ['ENT-1'] }],
  createdBy: 'root@bank.example',
  createdAt: '2026-01-05T09:00:00.000Z',
  disabledAt: null,
  disabledBecause: null,
};

export const newReceiverExample: Static<typeof NewReceiver> = {
  receiver: receiverExample,
  secret: 'whsec_YW4gZXhhbXBsZSwgd2hpY2ggc2lnbnMgbm90aGluZy4=',
  previousUntil: null,
};

export const deliveryExample: Static<typeof Delivery> = {
  position: 7,
  at: '2026-03-02T09:00:34.000Z',
  receiverId: receiverExample.receiverId,
  notificationId: 'msg_2b1d0c9f8e7a6b5c4d3e2f1a0b9c8d7e',
  group: `incident:${incidentExample.incidentId}`,
  type: 'alerts.raised',
  attempt: 1,
  outcome: 'DELIVERED',
  reason: null,
  status: 204,
  detail: null,
  tookMs: 85,
};

export const unroutedDeliveryExample: Static<typeof Delivery> = {
  ...deliveryExample,
  position: 6,
  receiverId: null,
  notificationId: null,
  group: `alert:${alertExample.alertId}`,
  attempt: 0,
  outcome: 'NOT_SENT',
  reason: 'NO_ROUTE',
  status: null,
  tookMs: null,
};

export const silenceExample: Static<typeof Silence> = {
  silenceId: 'sil-11acac8f01516450',
  matchers: [{ facet: 'incidentId', values: [incidentExample.incidentId] }],
  reason: 'Compliance works on the spring campaign as a whole.',
  createdBy: 'ann@bank.example',
  createdAt: '2026-03-02T11:00:00.000Z',
  until: '2026-03-20T11:00:00.000Z',
  needsSecond: true,
  approvedBy: null,
  endedAt: null,
  endedBy: null,
  state: 'WAITING',
};
