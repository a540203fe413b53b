import { type Screen, screenOf } from './visit.ts'

const OFFICE = '/office/:code'

/** The screens of the desk: its queue, who is set aside, its rules. */
export const DESK_SCREENS: Screen[] = [
  screenOf('operator', 'desk', `${OFFICE}/desk`, 'Що сказати'),
  screenOf('operator', 'desk asks why', `${OFFICE}/desk`, 'Що сказати', {
    act: (page) => page.keyboard.press('7'),
  }),
  screenOf('newAdmin', 'desk without a launch', `${OFFICE}/desk`, 'Зараз дзвонити нікому'),
  screenOf('operator', 'desk refused', `${OFFICE}/desk`, 'Ваша роль не дозволяє', {
    refuses: 'rollout/desk',
  }),
  screenOf('operator', 'desk invites', `${OFFICE}/desk`, 'Що сказати', {
    act: async (page) => {
      await page.keyboard.press('i')
      await page
        .getByTestId('invite')
        .getByText(/Надсилаємо|правдивий|Піде/)
        .waitFor()
    },
    refused: /40[0-9]/,
  }),
  screenOf('operator', 'desk set aside', `${OFFICE}/desk?view=aside`, 'Чекають згоди'),
  screenOf('newAdmin', 'desk nobody aside', `${OFFICE}/desk?view=aside`, 'Нікого не відкладено'),
  screenOf('owner', 'desk scripts', `${OFFICE}/desk?view=scripts`, 'Стандартні слова'),
  screenOf('owner', 'desk cap', `${OFFICE}/desk?view=rules`, 'Стандартна межа'),
]
