package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.keys.SealedColumn;
import cn.tongxing.idp.keys.SealedColumns;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Repository;

/** What is sealed of persons: their keys under the data key, everything else under their keys. */
@Repository
class SealedIdentity implements SealedColumns {

  @Override
  public List<SealedColumn> columns() {
    return Stream.concat(
            Stream.of(SealedColumn.of("person", "seal_key")),
            Stream.of(
                    SealedColumn.indexed("identity_document", "number", "number_index", "document"),
                    SealedColumn.placedByIndex("identity_document", "validity", "number_index"),
                    SealedColumn.indexed(
                        "upstream_link", "subject", "subject_index", "upstream-subject"),
                    SealedColumn.of("person_claim", "value"),
                    SealedColumn.indexed("phone_credential", "phone", "phone_index", "phone"),
                    SealedColumn.of("phone_change", "phone"),
                    SealedColumn.of("device_name", "name"),
                    SealedColumn.of("passkey_credential", "name"),
                    SealedColumn.of("take_over", "phone"))
                .map(SealedColumn::underPersons))
        .toList();
  }
}
