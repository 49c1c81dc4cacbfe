package cn.tongxing.simulator.population;

import static cn.tongxing.simulator.population.PersonStatus.DECEASED;
import static cn.tongxing.simulator.population.PersonStatus.DUPLICATE_NUMBER;
import static cn.tongxing.simulator.population.PersonStatus.NORMAL;
import static cn.tongxing.simulator.population.PersonStatus.NO_RECORD;
import static cn.tongxing.simulator.population.PersonStatus.PRIVATE_USE_NAME;
import static cn.tongxing.simulator.population.PersonStatus.UNREPRESENTABLE_NAME;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** All synthetic citizens, the same in every start and for every upstream. */
public final class Population {

  private static final LocalDate ISSUED = LocalDate.of(2020, 5, 20);

  private final List<SyntheticPerson> persons = List.copyOf(table());

  private static List<SyntheticPerson> table() {
    return List.of(
        person(
            "zhangsan",
            "张三",
            "350200199001010019",
            1,
            NORMAL,
            "核验一致，走完全程",
            "matches; walks the whole way"),
        person(
            "lisi",
            "李四",
            "350200199001010027",
            2,
            NORMAL,
            "核验一致；与张三同日出生，互换号码则不一致",
            "matches; same birthday as 张三, swap numbers to see a mismatch"),
        person(
            "ouyang",
            "欧阳文博",
            "35020019900115029X",
            3,
            NORMAL,
            "末位为 X（小写 x、全角数字均可），复姓",
            "number ends in X (x and full-width digits work), two-character surname"),
        person(
            "wangxiuying",
            "王秀英",
            "350203194306120047",
            4,
            NORMAL,
            "长者，证件长期有效，请试长辈版",
            "elder, document without expiry; try the large-print pages"),
        person(
            "ayiguli",
            "阿依古丽·买买提",
            "350211198808081066",
            5,
            NORMAL,
            "少数民族姓名，各种间隔点（· • ・ ･ ．）均应一致",
            "minority name; every kind of dot must match"),
        person(
            "abudula", "买买提·阿卜杜拉·吐尔逊江·依明", "350206199505050338", 6, NORMAL, "长姓名", "a long name"),
        person(
            "linrare",
            "林\u9fb9",
            "350205199709190117",
            7,
            PRIVATE_USE_NAME,
            "生僻字；库中为自造字码位，应判一致",
            "rare character held at a private-use code point; must match"),
        person(
            "huangextb",
            "黄\ud842\udfb7安",
            "350202193602170056",
            8,
            UNREPRESENTABLE_NAME,
            "生僻字；库中写作“?”，无法比对，不算不一致",
            "rare character the register writes as '?': cannot be compared, is no mismatch"),
        person(
            "wunew",
            "吴新生",
            "350212200603010199",
            9,
            NO_RECORD,
            "库中无此号，应引导到窗口",
            "no record in the register: must be sent to the counter"),
        person(
            "zhengguoan",
            "郑国安",
            "350203197005200039",
            10,
            DECEASED,
            "号码已注销",
            "number cancelled (deceased)"),
        person(
            "liujianguo",
            "刘建国",
            "350200198712240094",
            11,
            DUPLICATE_NUMBER,
            "重号：与刘建华同号",
            "shares his number with 刘建华"),
        person(
            "liujianhua",
            "刘建华",
            "350200198712240094",
            12,
            DUPLICATE_NUMBER,
            "重号：与刘建国同号",
            "shares his number with 刘建国"),
        person("wangxiaoming", "王小明", "350213201506010155", 13, NORMAL, "未成年人", "a minor"),
        person(
            "chenkaming",
            "陳家明",
            "810000199001010019",
            14,
            NORMAL,
            "港澳台居民居住证（香港）",
            "residence permit, Hong Kong"),
        person(
            "homeiling",
            "何美玲",
            "820000199001010029",
            15,
            NORMAL,
            "港澳台居民居住证（澳门）",
            "residence permit, Macau"),
        person(
            "linjunde",
            "林俊德",
            "830000199001010039",
            16,
            NORMAL,
            "港澳台居民居住证（台湾）",
            "residence permit, Taiwan"),
        person(
            "smith",
            "SMITH JOHN",
            "935840198506070019",
            17,
            NORMAL,
            "外国人永久居留身份证；公安二要素不受理",
            "foreign permanent resident; not served by the name and number check"));
  }

  private static SyntheticPerson person(
      String id,
      String name,
      String number,
      int phone,
      PersonStatus status,
      String shows,
      String showsInEnglish) {
    LocalDate birth = LocalDate.parse(number.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
    boolean male = (number.charAt(16) - '0') % 2 == 1;
    // Documents issued from the age of 46 on do not expire.
    Optional<LocalDate> until =
        birth.isBefore(ISSUED.minusYears(46))
            ? Optional.empty()
            : Optional.of(ISSUED.plusYears(birth.isAfter(ISSUED.minusYears(16)) ? 10 : 20));
    return new SyntheticPerson(
        id,
        name,
        number,
        male ? SyntheticPerson.Sex.MALE : SyntheticPerson.Sex.FEMALE,
        birth,
        number.substring(0, 6),
        ISSUED,
        until,
        "138000000%02d".formatted(phone),
        status,
        shows,
        showsInEnglish);
  }

  /** Everybody, in the order in which the table shows them. */
  public List<SyntheticPerson> everybody() {
    return persons;
  }

  /** Those who carry a number: none, one, or two where it was issued twice. */
  public List<SyntheticPerson> withNumber(String number) {
    return persons.stream().filter(person -> person.number().equals(number)).toList();
  }

  /** The person with a short key. */
  public Optional<SyntheticPerson> find(String id) {
    return persons.stream().filter(person -> person.id().equals(id)).findFirst();
  }
}
