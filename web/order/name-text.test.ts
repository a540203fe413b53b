import { expect, test } from 'vitest'
import { nameText } from './name-text.ts'

test.each([
  ['Кефір «Карподар» 2,5 % 900 г', 'Кефір «Карподар» 2,5_% 900_г'],
  ['Рис «Смерічка» 2 кг', 'Рис «Смерічка» 2_кг'],
  ['Засіб 4 рул. білий', 'Засіб 4_рул. білий'],
  ['Гречка у пакетиках 4×100', 'Гречка у пакетиках 4×100'],
  ['Сік 3 груші', 'Сік 3 груші'],
])('a full line breaks «%s» only between its words', (name, held) => {
  expect(nameText(name).replaceAll('\u00a0', '_')).toBe(held)
})
