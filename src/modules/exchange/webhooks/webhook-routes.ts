import { serveTenant } from '../../../platform/serve.ts'
import {
  closeWebhook,
  pauseWebhook,
  putWebhook,
  replayDelivery,
  resumeWebhook,
  rotateWebhook,
  seeDeliveries,
  seeWebhooks,
  testWebhook,
  type WebhookMeans,
} from './keep-webhook.ts'
import {
  closeWebhookCall,
  deliveriesCall,
  pauseWebhookCall,
  putWebhookCall,
  replayDeliveryCall,
  resumeWebhookCall,
  rotateWebhookCall,
  testWebhookCall,
  webhooksCall,
} from './webhook-contract.ts'

/** Where a distributor's own programmes are told of orders. */
export const webhookRoutes = (means: WebhookMeans) => ({
  webhooks: serveTenant(webhooksCall, (member) => seeWebhooks(means, member)),
  putWebhook: serveTenant(putWebhookCall, (member, asked) => putWebhook(means, member, asked)),
  closeWebhook: serveTenant(closeWebhookCall, (member, asked) =>
    closeWebhook(means, member, asked),
  ),
  rotateWebhook: serveTenant(rotateWebhookCall, (member, asked) =>
    rotateWebhook(means, member, asked),
  ),
  pauseWebhook: serveTenant(pauseWebhookCall, (member, asked) =>
    pauseWebhook(means, member, asked),
  ),
  resumeWebhook: serveTenant(resumeWebhookCall, (member, asked) =>
    resumeWebhook(means, member, asked),
  ),
  testWebhook: serveTenant(testWebhookCall, (member, asked) => testWebhook(means, member, asked)),
  deliveries: serveTenant(deliveriesCall, (member, asked) => seeDeliveries(means, member, asked)),
  replayDelivery: serveTenant(replayDeliveryCall, (member, asked) =>
    replayDelivery(means, member, asked),
  ),
})
