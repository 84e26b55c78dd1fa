/** The top-level domains of the second Nymaim, with their dots; the repetitions are weights. */
export const NYMAIM2_TLD =
  '.com .com .com .net .net .net .ac .ad .at .am .az .be .biz .bt .by .cc .ch .cm .cn .co .com .cx .cz .de .dk .ec .eu .gs .hn .ht .id .in .info .it .jp .ki .kr .kz .la .li .lk .lv .me .mo .mv .mx .name .net .nu .org .ph .pk .pl .pro .ps .re .ru .sc .sg .sh .su .tel .tf .tj .tk .tm .top .uz .vn .win .ws .wtf .xyz .yt';
