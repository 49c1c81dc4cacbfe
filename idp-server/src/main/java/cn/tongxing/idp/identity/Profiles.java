package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import java.util.Optional;

/** Reads persons. The one guard for "disabled" is here: who is disabled is not found. */
public interface Profiles {

  /** What is known of a person who may use the service now; one indexed query. */
  Optional<PersonProfile> find(PersonId person);

  /** Whether {@link #find} would find the person, without reading and opening what is known. */
  default boolean isActive(PersonId person) {
    return find(person).isPresent();
  }
}
