import { Text } from "../parts/text.tsx";
import { choosing } from "../people/chooser.tsx";
import { user } from "../state/address.ts";
import { t } from "../state/language.ts";

/** Who the personal list is for; pressing it offers others. */
export function Person() {
  return (
    <h3 class="for">
      {t("compare.for")}{" "}
      <button type="button" class="link person-switch" aria-haspopup="dialog" onClick={() => (choosing.value = true)}>
        <Text>{user.value || t("person.choose")}</Text>
      </button>
    </h3>
  );
}
