package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import java.util.Optional;

/** Reads accounts for the persons they belong to. */
public interface PersonalRecords {

  /** The account of a person who may use the service now. Four indexed reads. */
  Optional<PersonalRecord> find(PersonId person);
}
