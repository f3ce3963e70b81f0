/** Google's named icons, each with the drawing that stands for it here. */

/** @type {Record<string, string>} */
export const KNOWN_ICONS = {
  AIRPLANE: "send", BOOKMARK: "tag", BUS: "move", CAR: "move", CLOCK: "clock", CONFIRMATION_NUMBER_ICON: "doc", DESCRIPTION: "doc", DOLLAR: "money",
  EMAIL: "mail", EVENT_PERFORMER: "person", EVENT_SEAT: "calendar", FLIGHT_ARRIVAL: "send", FLIGHT_DEPARTURE: "send", HOTEL: "house",
  HOTEL_ROOM_TYPE: "house", INVITE: "calendar", MAP_PIN: "pin", MEMBERSHIP: "person", MULTIPLE_PEOPLE: "team", OFFER: "tag", PERSON: "person",
  PHONE: "phone", RESTAURANT_ICON: "house", SHOPPING_CART: "money", STAR: "star", STORE: "house", TICKET: "doc", TRAIN: "move", VIDEO_CAMERA: "play", VIDEO_PLAY: "play",
};
