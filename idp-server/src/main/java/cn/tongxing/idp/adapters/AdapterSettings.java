package cn.tongxing.idp.adapters;

import java.util.List;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What may stand under {@code idp.adapters.*}, for those who check settings before the host exists.
 * Found by {@code SpringFactoriesLoader}.
 */
public interface AdapterSettings {

  /** What every name begins with; the adapter's id follows. */
  String PREFIX = "idp.adapters.";

  /**
   * The records that are read under each id, and under {@code instances} and a name below it, of
   * every adapter on the class path.
   */
  Map<String, List<Class<? extends Record>>> records();

  /**
   * Reads what is configured as the host will.
   *
   * @return one sentence for each adapter whose settings would be refused; it names no value
   */
  List<String> problems(ConfigurableEnvironment environment);
}
