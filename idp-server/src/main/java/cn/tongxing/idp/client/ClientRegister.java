package cn.tongxing.idp.client;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.ClientId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is registered, for operators and for machines that offer it. Reads the database. */
public interface ClientRegister {

  /** All, enabled or not, by their ids. */
  List<Entry> all();

  /** One, enabled or not, as the file of {@link ClientApply} has it, without its secrets. */
  Optional<Sheet> find(ClientId id);

  /**
   * A line of the list.
   *
   * @param home address of its home page; empty if none is registered
   * @param signsPersonsIn whether a person may be sent from there to sign in
   */
  record Entry(
      ClientId id,
      LocalizedText name,
      LocalizedText department,
      Optional<String> home,
      boolean signsPersonsIn,
      boolean enabled) {}

  /**
   * One whole.
   *
   * @param entry under the names of the file, in its order and with its types; of secrets the
   *     labels of those that are good now: what they are is not known here
   */
  record Sheet(ClientId id, Map<String, Object> entry) {
    public Sheet {
      entry = new LinkedHashMap<>(entry);
    }
  }
}
