/** The syllables of BazarLoader's variants, nineteen to a line; pools 2 and 3 are known in part only. */
export const bazarloaderPools = {
  one:
    'qeewcaacywemomedekwyuhidontoibeludsocu' +
    'exvuuftyliaqydhuizuctuiqowagypetehfubi' +
    'tiaziceblaogolryykosuptaymodisahfiybyx' +
    'coleafkudarapuqoawyluxqagenanyoxcygyqu' +
    'giutlyvegahepovyigqyqibaeqynyfkiobpeep' +
    'byxaciyvusocaripfyoftesaysozureginalif' +
    'kazaadytwuubzuvoothymivazyyzhoevmebure' +
    'deviihiravygkemywaerdonoyryqloammosewe' +
    'esuvfopiriboikuzorruzemuulimyhceukoqiw' +
    'fexuefgoycwiokitnuneroxepyanbekyixxiuq',
  two:
    'yzewevmeywreomviekwyavygontowaerudsoyr' +
    'exvuamtyseweesuvizpituiqowuzoretzemuul' +
    'tiazicukoqiwolxuykosupwiymitisneroxeyx' +
    'anlekyixxirasiasxoapuxqaohezwooxdigyqu' +
    'ziutpavezohexyvyguqyqidyovynumunuwsusy' +
    'enxaatyvusivaripfyoftesaysozureginalif',
  three:
    'xezeiwzuizpizovureonxyuzofezytpuarywny' +
    'avrysiovvazyratuoskumuatyzomnevexaqoix' +
    'evkeuqoxuvutvipoymxoozwikonipysygotely' +
    'zayxnuunuwakquritaamugvyitimsuyrwyxuex' +
    'aqtigyivewqiydseawukhirufuwairkiiquxow' +
    'ihhyurotiluhvocywowumoyvupagduobaserro' +
    'ziqyenpahaxiloazodtoishuax',
  four:
    'xezenozuizpioqvuekifxyusofalytkadeibub' +
    'ysmyliylvaikultugikuuddoyqlanevebaqoix' +
    'ogicuqebuvbuviehbofyefsokonihosygoynbe' +
    'etwenuunuwohquritaamugvyitimfiyrelcoyk' +
    'aqqaacapokcuydseumafedemfubyirahiquxeg' +
    'ceaburotiluhvocywowumoyvupagduobaserro' +
    'ziqyenpahaxiloazodtoishuaxbiufmifoiwes' +
    'leyhzoyfreontyuzfaezkypuarywnyavrysiov' +
    'yczyraciosgumuatyzommeolxaeqdaevkepeox' +
    'sauteppoymxoozwiygucpyheectelyzayxybga',
};
