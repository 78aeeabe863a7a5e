-- id: tiktok_people_android
-- app: TikTok
-- platform: android
-- version: 1
-- paths: com.zhiliaoapp.musically*/databases/db_im_*; com.ss.android.ugc.*/databases/db_im_*
-- match: SIMPLE_USER(UID, NICK_NAME, UNIQUE_ID)
-- match: IM_USER_BASE_INFO(UID, NICK_NAME, UNIQUE_ID)
-- tested: schema notes only

-- makes: contact
-- when: SIMPLE_USER
-- needs: SIMPLE_USER(rowid, UID, NICK_NAME, UNIQUE_ID)
SELECT rowid AS row, UID AS contact_id, NICK_NAME AS name, CASE WHEN UNIQUE_ID <> '' THEN json_array(UNIQUE_ID) END AS handles
FROM SIMPLE_USER ORDER BY rowid;

-- makes: contact
-- group: contact (newer)
-- when: IM_USER_BASE_INFO
-- needs: IM_USER_BASE_INFO(rowid, UID, NICK_NAME, UNIQUE_ID)
SELECT rowid AS row, UID AS contact_id, NICK_NAME AS name, CASE WHEN UNIQUE_ID <> '' THEN json_array(UNIQUE_ID) END AS handles
FROM IM_USER_BASE_INFO ORDER BY rowid;
