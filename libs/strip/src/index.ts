export { type Band, type Form, FORMS, type Mark, type Row, type Status, type Strip } from './strip.js';
export { isHollow, outlineOf, SHAPE_WORDS, type Shape } from './forms.js';
export { layOutStrip, type Drawing, type LaidBand, type LaidRow, type Note, type Point } from './lay-out.js';
export { markInWords, noteInWords, stripInWords } from './in-words.js';
export { sceneOf, type Scene } from './scene.js';
export { isBold, isDashed, PAPER, TEXT_SIZE, type Role, type Stroke } from './stroke.js';
