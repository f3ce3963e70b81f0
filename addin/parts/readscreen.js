/** The parts that only the pane beside a mail has. */

import { Actions } from "./actions.js";
import { Apart } from "./apart.js";
import { Comments } from "./comments.js";
import { Facts } from "./facts.js";
import { Help } from "./help.js";
import { Screen } from "./screen.js";
import { Tabs } from "./tabs.js";
import { Tags } from "./tags.js";
import { Under } from "./under.js";
import { Work } from "./work.js";

export const READING = { Actions, Apart, Comments, Facts, Help, Screen, Tabs, Tags, Under, Work };
