package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.upkeep.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;

/** Rows of what is due of a person: columns {@code person}, {@code due_at} and {@code id}. */
final class DueRows {

  private DueRows() {}

  static Due<PersonId> read(ResultSet row, int number) throws SQLException {
    return new Due<>(
        new PersonId(row.getObject("person", UUID.class)),
        new Due.Mark(
            Objects.requireNonNull(Times.read(row, "due_at")), row.getObject("id", UUID.class)));
  }
}
