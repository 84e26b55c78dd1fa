import { isKindOfName } from '../../csv/indicator-kinds.ts';
import { fieldAt, textAt } from '../../json/fields.ts';
import { namesInList } from '../../text/name-in-text.ts';
import { parseTime } from '../../text/parse-time.ts';
import { isObject, jsonFormat, type JsonObject } from '../format.ts';

/** The attributes of an event, and those of the objects in it. */
function attributesOf(event: JsonObject): JsonObject[] {
  const own = [event.Attribute].flat().filter(isObject);
  const ofObjects = [event.Object]
    .flat()
    .flatMap((object) => [fieldAt(object, 'Attribute')].flat());
  return [...own, ...ofObjects.filter(isObject)];
}

/** MISP's events: names and URLs of their attributes and of their objects' attributes. */
export const misp = jsonFormat({
  name: 'misp',
  description: "MISP's events: names and URLs of attributes and objects",
  rows: 'unknown',
  fields: ['time'],
  recognises: ({ Event: event, uuid }) =>
    isObject(event) &&
    uuid === undefined &&
    (Array.isArray(event.Attribute) || Array.isArray(event.Object)),
  read: ({ Event: event }, sink) => {
    const named = (isObject(event) ? attributesOf(event) : []).filter((attribute) =>
      isKindOfName(textAt(attribute, 'type') ?? ''),
    );
    if (named.length === 0) sink.note('unrelated');
    for (const attribute of named) {
      const time = parseTime(textAt(attribute, 'timestamp'));
      for (const name of namesInList(textAt(attribute, 'value') ?? '')) sink.event(name, { time });
    }
  },
});
