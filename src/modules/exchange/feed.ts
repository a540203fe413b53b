/**
 * Whose ids CommerceML files of a distributor speak. One ERP per distributor for now; a second
 * one would be another feed, and would hide nothing of this one.
 */
export const FEED = 'commerceml'

/** Tables that people bring in: they speak of our own codes. */
export const TABLES = 'table'
