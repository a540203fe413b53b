/** The distributors of the demo: the larger one is launching, the smaller one sells. */
export const DEMO_CODES = ['dobrodar', 'svitlytsia'] as const
