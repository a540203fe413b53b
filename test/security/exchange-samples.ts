import { randomUUID } from 'node:crypto'
import { tableCheck } from './place-rows.ts'
import type { Sample } from './samples.ts'

const nothing: Sample = { request: () => ({}) }

/** A request for every call of the exchange with the ERP. */
export const exchangeSamples: Record<string, Sample> = {
  'exchange.runs': nothing,
  'exchange.run': { request: ({ ids }) => ({ runId: ids.run }), ids: { runId: 'run' } },
  'exchange.uploads': nothing,
  'exchange.checkUpload': {
    request: async (place) => ({
      uploadId: (await place.newUpload()).upload,
      runId: randomUUID(),
    }),
    ids: { uploadId: 'upload' },
  },
  'exchange.dropUpload': {
    request: async (place) => ({ uploadId: (await place.newUpload()).upload }),
    ids: { uploadId: 'upload' },
  },
  'exchange.confirmRun': {
    request: async (place) => ({
      runId: (await place.newUpload()).run,
      importId: randomUUID(),
      approved: false,
    }),
    ids: { runId: 'run' },
  },
  'exchange.feeds': nothing,
  'exchange.putFeed': {
    request: async (place) => ({
      feedId: (await place.newFeed()).feed,
      ...{ name: 'Склад', kind: 'erp', tableKind: null, toleranceMinutes: 15 },
      rhythm: { every: 'week', weekdays: [1, 2, 3], times: ['08:00', '13:30'] },
    }),
  },
  'exchange.closeFeed': {
    request: async (place) => ({ feedId: (await place.newFeed()).feed }),
    ids: { feedId: 'feed' },
  },
  'exchange.makeKey': {
    request: async (place) => ({ feedId: (await place.newFeed()).feed, keyId: randomUUID() }),
    ids: { feedId: 'feed' },
  },
  'exchange.revokeKey': {
    request: async (place) => ({ keyId: (await place.newFeed()).key }),
    ids: { keyId: 'key' },
  },
  'exchange.sessions': nothing,
  'exchange.session': {
    request: ({ ids }) => ({ sessionId: ids.exchange }),
    ids: { sessionId: 'exchange' },
  },
  'exchange.webhooks': nothing,
  'exchange.putWebhook': {
    request: async (place) => ({
      webhookId: (await place.newWebhook()).webhook,
      ...{ name: 'Сайт', url: 'https://shop.example/hooks', events: ['order_placed'] },
    }),
  },
  'exchange.closeWebhook': {
    request: async (place) => ({ webhookId: (await place.newWebhook()).webhook }),
    ids: { webhookId: 'webhook' },
  },
  'exchange.rotateWebhook': {
    request: async (place) => ({ webhookId: (await place.newWebhook()).webhook, secretNo: 2 }),
    ids: { webhookId: 'webhook' },
  },
  'exchange.pauseWebhook': {
    request: async (place) => ({ webhookId: (await place.newWebhook()).webhook }),
    ids: { webhookId: 'webhook' },
  },
  'exchange.resumeWebhook': {
    request: async (place) => ({ webhookId: (await place.newWebhook()).webhook }),
    ids: { webhookId: 'webhook' },
  },
  'exchange.testWebhook': {
    request: async (place) => ({
      webhookId: (await place.newWebhook()).webhook,
      deliveryId: randomUUID(),
    }),
    ids: { webhookId: 'webhook' },
  },
  'exchange.deliveries': {
    request: ({ ids }) => ({ webhookId: ids.webhook }),
    ids: { webhookId: 'webhook' },
  },
  'exchange.replayDelivery': {
    request: async (place) => {
      const { webhook, delivery } = await place.newWebhook()
      return { webhookId: webhook, deliveryId: delivery }
    },
    ids: { webhookId: 'webhook', deliveryId: 'delivery' },
  },
  'exchange.mends': nothing,
  'exchange.forgetMend': { request: ({ ids }) => ({ mendId: ids.mend }), ids: { mendId: 'mend' } },
  'exchange.recallMend': { request: ({ ids }) => ({ mendId: ids.mend }), ids: { mendId: 'mend' } },
  'exchange.mendChoices': nothing,
  'exchange.mend': {
    request: ({ ids }) => ({ runId: ids.run, rowNo: 2, value: 'кг' }),
    ids: { runId: 'run' },
  },
  'exchange.dropMend': {
    request: ({ ids }) => ({ runId: ids.run, rowNo: 2 }),
    ids: { runId: 'run' },
  },
  'exchange.replayRun': {
    request: async (place) => ({
      runId: (await place.newUpload()).run,
      replayId: randomUUID(),
    }),
    ids: { runId: 'run' },
  },
  'exchange.loneRuns': nothing,
  'exchange.publishRun': { request: ({ ids }) => ({ runId: ids.run }), ids: { runId: 'run' } },
  'exchange.unpublishRun': { request: ({ ids }) => ({ runId: ids.run }), ids: { runId: 'run' } },
  'exchange.table': { request: ({ ids }) => ({ uploadId: ids.table }), ids: { uploadId: 'table' } },
  'exchange.checkTable': {
    request: async (place) => ({ uploadId: (await place.newTable()).upload, ...tableCheck() }),
    ids: { uploadId: 'table' },
  },
  'exchange.tableRun': {
    request: ({ ids }) => ({ runId: ids.tableRun }),
    ids: { runId: 'tableRun' },
  },
  'exchange.queue': nothing,
  'exchange.parked': nothing,
  'exchange.retryParked': {
    request: async (place) => ({ factId: await place.newParked(), reaction: 'countOrder' }),
    ids: { factId: 'fact' },
  },
}
