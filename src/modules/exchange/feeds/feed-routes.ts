import type { Pools } from '../../../platform/db.ts'
import { serveTenant } from '../../../platform/serve.ts'
import {
  closeFeedCall,
  feedsCall,
  makeKeyCall,
  putFeedCall,
  revokeKeyCall,
} from './feed-contract.ts'
import { closeFeed, makeKey, putFeed, revokeKey, seeFeeds } from './keep-feed.ts'

/** What is expected to come, and by which keys. */
export const feedRoutes = (pools: Pools) => ({
  feeds: serveTenant(feedsCall, (member) => seeFeeds(pools, member)),
  putFeed: serveTenant(putFeedCall, (member, feed) => putFeed(pools, member, feed)),
  closeFeed: serveTenant(closeFeedCall, (member, feed) => closeFeed(pools, member, feed)),
  makeKey: serveTenant(makeKeyCall, (member, key) => makeKey(pools, member, key)),
  revokeKey: serveTenant(revokeKeyCall, (member, key) => revokeKey(pools, member, key)),
})
