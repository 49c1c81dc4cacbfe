package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads persons. The one guard for "disabled" is here: who is disabled is not found. */
public interface Profiles {

  /** What is known of a person who may use the service now; one indexed query. */
  default Optional<PersonProfile> find(PersonId person) {
    return find(person, EnumSet.allOf(PersonProfile.Part.class));
  }

  /** The same with these parts alone; what was not asked for is left empty. */
  Optional<PersonProfile> find(PersonId person, Set<PersonProfile.Part> parts);

  /** How an account came about whose person's name is not known; empty where it is. */
  default Optional<Opened> opened(PersonId person) {
    return Optional.empty();
  }

  /**
   * The level without the carriers' word in whose name a phone is: what a check of name and number
   * beside that phone's code is measured by, since both are shown again with it.
   */
  default IdentityAssurance levelWithoutPhone(PersonId person) {
    return find(person, Set.of(PersonProfile.Part.LEVEL))
        .map(PersonProfile::level)
        .orElse(IdentityAssurance.P1);
  }

  /** Whether {@link #find} would find the person, without reading and opening what is known. */
  default boolean isActive(PersonId person) {
    return find(person).isPresent();
  }
}
