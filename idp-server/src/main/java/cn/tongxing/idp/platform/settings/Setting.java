package cn.tongxing.idp.platform.settings;

import java.lang.reflect.Type;
import java.util.Optional;

/**
 * One setting that exists.
 *
 * @param name in its usual form: {@code idp.limits.sms.pause}; {@code idp.pages.links.*} takes any
 *     name in the place of the star
 * @param type what its value is read as
 * @param defaultValue as it would be written; empty if there is none
 * @param owner record that has it
 * @param component name of the record's component
 */
record Setting(
    String name, Type type, Optional<String> defaultValue, Class<?> owner, String component) {}
